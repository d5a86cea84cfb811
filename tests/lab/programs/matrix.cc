// SPDX-License-Identifier: GPL-2.0-only
/* Eigen: matrix svd|lu|sparse */
#include <Eigen/Dense>
#include <Eigen/Sparse>
#include <cstring>

int main(int argc, char **argv)
{
	Eigen::MatrixXd a = Eigen::MatrixXd::Random(300, 300);
	Eigen::SparseMatrix<double> s(40000, 40000);
	Eigen::VectorXd x = Eigen::VectorXd::Random(40000), y;
	double sum = 0;

	for (int i = 0; i < 200000; i++)
		s.coeffRef(i * 7919 % 40000, i * 104729 % 40000) += 1;
	while (argc == 2 && sum < 1e300) {
		if (!strcmp(argv[1], "svd"))
			sum += a.jacobiSvd().singularValues()[0];
		else if (!strcmp(argv[1], "lu"))
			sum += a.partialPivLu().determinant() > 0;
		else
			y = s * x, x = y / y.norm();
	}
	return sum > 1;
}
